from fastapi import APIRouter
router = APIRouter(prefix="/ban-lam-viec")
